#include "Guard.hpp"
#include <memory>
#include <opencv2/dnn.hpp>
#include <stdexcept>
#include <string>
#include <vector>

struct copencv_net {
    cv::dnn::Net net;
    std::vector<cv::Mat> outputs;
};

copencv_status copencv_net_create(const char *path, copencv_format format, copencv_net **out,
                                  copencv_error error) {
    *out = nullptr;
    return guarded(error, [&] {
        quieten();
        auto loaded = std::make_unique<copencv_net>();
        loaded->net = format == copencv_onnx ? cv::dnn::readNetFromONNX(path)
                                             : cv::dnn::readNetFromTensorflow(path);
        if (loaded->net.empty()) throw std::runtime_error("the file holds no network");
        loaded->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        loaded->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        *out = loaded.release();
    });
}

void copencv_net_destroy(copencv_net *net) { delete net; }

copencv_status copencv_net_forward(copencv_net *net, const float *blob, const int32_t *shape,
                                   const char *const *names, size_t name_count,
                                   copencv_error error) {
    return guarded(error, [&] {
        const int sizes[4] = {shape[0], shape[1], shape[2], shape[3]};
        net->outputs.clear();
        // setInput copies the blob into the network.
        net->net.setInput(cv::Mat(4, sizes, CV_32F, const_cast<float *>(blob)));
        if (name_count == 0) {
            net->outputs.push_back(net->net.forward());
        } else {
            std::vector<cv::String> wanted(names, names + name_count);
            net->net.forward(net->outputs, wanted);
        }
        for (auto &output : net->outputs) {
            if (output.depth() != CV_32F)
                throw std::runtime_error("an output is not of type float");
            if (!output.isContinuous()) output = output.clone();
        }
    });
}

size_t copencv_net_output_count(const copencv_net *net) { return net->outputs.size(); }

size_t copencv_net_output_dimensions(const copencv_net *net, size_t output) {
    return size_t(net->outputs[output].dims);
}

int32_t copencv_net_output_size(const copencv_net *net, size_t output, size_t dimension) {
    return net->outputs[output].size[int(dimension)];
}

const float *copencv_net_output_values(const copencv_net *net, size_t output) {
    return net->outputs[output].ptr<float>();
}
